import { OpenAPIGenerator } from '@orpc/openapi'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import { contract } from './contract.ts'

export type OpenApiDocument = Awaited<ReturnType<OpenAPIGenerator['generate']>>

/** The OpenAPI 3.1 description of everything under /api/v1. */
export function openApiDocument(server: {
  readonly publicUrl: string
  readonly version: string
}): Promise<OpenApiDocument> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] })
  return generator.generate(contract, {
    info: {
      title: 'Leadout',
      version: server.version,
      description:
        'Sign in with an API key: `Authorization: Bearer <key>`. Instants are epoch milliseconds, money is in minor units.',
    },
    servers: [{ url: `${server.publicUrl}/api/v1` }],
    security: [{ apiKey: [] }],
    components: { securitySchemes: { apiKey: { type: 'http', scheme: 'bearer' } } },
  })
}
