import type { AnyContractRouter } from '@orpc/contract'
import { isContractProcedure, type OpenAPI } from '@orpc/contract'
import { OpenAPIGenerator } from '@orpc/openapi'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'

export interface ApiInfo {
  readonly title: string
  readonly version: string
  readonly description: string
  /** the address below which the procedures answer */
  readonly url: string
}

/** The OpenAPI 3.1 description of a contract; `x-permission` says who may call a procedure. */
export async function openApiDocument(
  contract: AnyContractRouter,
  { url, ...info }: ApiInfo,
): Promise<OpenAPI.Document> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] })
  const document = await generator.generate(contract, {
    info,
    servers: [{ url }],
    security: [{ apiKey: [] }],
    components: { securitySchemes: { apiKey: { type: 'http', scheme: 'bearer' } } },
  })
  const permissions = permissionsOf(contract)
  for (const { operation } of operationsOf(document)) {
    const permission = permissions.get(operation.operationId ?? '')
    Object.assign(operation, { 'x-permission': permission }, permission === 'public' && { security: [] })
  }
  return document
}

export type Operation = OpenAPI.OperationObject<{ 'x-permission'?: string }>

export interface NamedOperation {
  readonly method: string
  readonly path: string
  readonly operation: Operation
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const

export function operationsOf(document: OpenAPI.Document): NamedOperation[] {
  return Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item?.[method]
      return operation ? [{ method: method.toUpperCase(), path, operation }] : []
    }),
  )
}

function permissionsOf(router: AnyContractRouter, path: readonly string[] = []): Map<string, string> {
  if (isContractProcedure(router)) {
    const { permission }: { permission?: string } = router['~orpc'].meta
    return new Map(permission === undefined ? [] : [[path.join('.'), permission]])
  }
  return new Map(Object.entries(router).flatMap(([key, child]) => [...permissionsOf(child, [...path, key])]))
}
