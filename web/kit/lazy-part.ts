import { type ComponentType, lazy } from 'react'
import { persist } from './persist.ts'

/** A component that is fetched when it is shown; without a line it waits for one. */
export const lazyPart = <Props>(load: () => Promise<{ default: ComponentType<Props> }>) => lazy(() => persist(load))
