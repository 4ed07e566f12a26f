// left-only-insights
export * as compat from '../compat/index.ts'
