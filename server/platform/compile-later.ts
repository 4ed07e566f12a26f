import type { Static, TSchema } from 'typebox'
import { Compile, type Validator } from 'typebox/compile'

/** What the checks of a compiled schema say; compiled when something is checked for the first time. */
export type Check<Schema extends TSchema> = {
  Check(value: unknown): value is Static<Schema>
  Errors(value: unknown): ReturnType<Validator['Errors']>
}

/** There are hundreds of schemas, and a start waits for none of them. */
export function compileLater<const Schema extends TSchema>(schema: Schema): Check<Schema> {
  let made: Validator | undefined
  const compiled = () => (made ??= Compile(schema) as Validator)
  return {
    Check: (value): value is Static<Schema> => compiled().Check(value),
    Errors: (value) => compiled().Errors(value),
  }
}
