import { createMcpHandler, McpServer, type McpServerFactory } from '@modelcontextprotocol/server'
import { type ContractProcedure, isContractProcedure } from '@orpc/contract'
import { createRouterClient } from '@orpc/server'
import type { AnySchema } from '@orpc/contract'
import type { z } from 'zod'
import { contract } from './contract.ts'
import { type Call, guard } from './implement.ts'
import type { ProcedureMeta } from './procedure.ts'
import { routes } from './routes.ts'

/** Features whose reading procedures are tools; what only a screen needs stays out. */
const FEATURES = ['metrics', 'deals', 'changes', 'analysis'] as const

type Procedure = ContractProcedure<AnySchema, AnySchema, Record<never, never>, ProcedureMeta>

interface Tool {
  /** `metrics_values` */
  readonly name: string
  readonly path: readonly string[]
  readonly summary: string
  readonly input: z.ZodType | undefined
}

/** Every reading procedure of these features, found by walking the contract. */
export function tools(): Tool[] {
  return FEATURES.flatMap((feature) =>
    Object.entries(contract[feature]).flatMap(([name, procedure]: [string, unknown]) => {
      if (!isContractProcedure(procedure)) return []
      const { route, inputSchema } = (procedure as Procedure)['~orpc']
      if (route.method !== 'GET') return []
      return [
        {
          name: `${feature}_${name}`,
          path: [feature, name],
          summary: route.summary ?? name,
          input: inputSchema as z.ZodType | undefined,
        },
      ]
    }),
  )
}

/**
 * A server of the model context protocol for one caller: tools that read, each one procedure of the contract, under
 * the permissions of whoever calls.
 */
export function mcpServer(call: Call): McpServer {
  const server = new McpServer({ name: 'leadout', version: call.server.version })
  const client = createRouterClient(routes, { context: call, interceptors: [guard] })
  for (const { name, path, summary, input } of tools()) {
    const run = async (given?: unknown) => {
      const procedure = path.reduce<unknown>((from, part) => (from as Record<string, unknown>)[part], client)
      const answer = await (procedure as (value: unknown) => Promise<unknown>)(given)
      return { content: [{ type: 'text' as const, text: JSON.stringify(answer) }] }
    }
    const config = { description: `${summary}.`, annotations: { readOnlyHint: true, openWorldHint: false } }
    if (input === undefined) server.registerTool(name, config, () => run())
    else server.registerTool(name, { ...config, inputSchema: input }, run)
  }
  return server
}

/** Answers the protocol over HTTP, without sessions: every request stands for itself. */
export function answerMcp(call: Call, request: Request): Promise<Response> {
  const factory: McpServerFactory = () => mcpServer(call)
  return createMcpHandler(factory).fetch(request)
}
