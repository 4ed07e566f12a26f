import Fastify, { type FastifyInstance, type RouteOptions } from 'fastify'

/**
 * The OpenAPI description of all routes added from now on. It is put together when somebody asks for it: what reads the
 * schemas is a tenth of the server's code, and most servers never need it.
 */
export function describeRoutes(app: FastifyInstance, version: string): () => Promise<unknown> {
  const routes: RouteOptions[] = []
  app.addHook('onRoute', (route) => {
    if (route.method !== 'HEAD') routes.push(route)
  })
  let description: Promise<unknown> | undefined
  return () => (description ??= describe(routes, version))
}

async function describe(routes: readonly RouteOptions[], version: string): Promise<unknown> {
  const { default: swagger } = await import('@fastify/swagger')
  const stand = Fastify({ exposeHeadRoutes: false })
  stand.setValidatorCompiler(() => () => true)
  stand.setSerializerCompiler(() => () => '')
  await stand.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Causerie',
        version,
        description: 'Commands change things; everything else only reads. Errors are {code, message, details}.',
      },
    },
  })
  for (const { method, url, schema } of routes)
    stand.route({ method, url, ...(schema === undefined ? {} : { schema }), handler: () => null })
  await stand.ready()
  return stand.swagger()
}
