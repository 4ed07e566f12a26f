import AjvCompiler from '@fastify/ajv-compiler'

type Build = ReturnType<typeof AjvCompiler>
type Validate = ReturnType<ReturnType<Build>>

/** Fastify's own validation, each schema compiled for its first request: a start waits for none of them. */
export const validateLater: Build = (schemas, options) => {
  let compile: ReturnType<Build> | undefined
  return (route) => {
    let made: Validate | undefined
    // Of a function that validates, Fastify calls it and reads its errors.
    const validate = ((data: unknown) => {
      made ??= (compile ??= AjvCompiler()(schemas, options))(route)
      const answer = made(data)
      validate.errors = made.errors ?? null
      return answer
    }) as Validate
    return validate
  }
}
