import type { OpenAPI } from '@orpc/contract'
import { html, raw } from 'hono/html'
import { type NamedOperation, operationsOf } from './openapi.ts'

const STYLE = `
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
  body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
  h2 { margin-top: 3rem } h3 { margin: 2rem 0 0 }
  code, pre { font: 0.875rem/1.5 ui-monospace, monospace }
  pre { overflow-x: auto; padding: 0.75rem; border: 1px solid; border-color: color-mix(in srgb, currentColor 25%, transparent); border-radius: 4px }
  .method { display: inline-block; min-width: 4.5rem; font-weight: 600 }
  nav ul { padding: 0; list-style: none } p { margin: 0.25rem 0 }`

/** The description of the API as one page: no script, nothing from another server. */
export function referencePage(document: OpenAPI.Document) {
  const tags = Map.groupBy(operationsOf(document), ({ operation }) => operation.tags?.[0] ?? 'Other')
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${document.info.title} API ${document.info.version}</title>
        <style>
          ${raw(STYLE)}
        </style>
      </head>
      <body>
        <h1>${document.info.title} API ${document.info.version}</h1>
        <p>${document.info.description}</p>
        <p>
          Address: <code>${document.servers?.[0]?.url}</code>. As a document:
          <a href="/api/openapi.json">openapi.json</a>.
        </p>
        <nav aria-label="Procedures">
          <ul>
            ${[...tags].map(([tag]) => html`<li><a href="#${anchor(tag)}">${tag}</a></li>`)}
          </ul>
        </nav>
        <main>${[...tags].map(([tag, operations]) => section(tag, operations))}</main>
      </body>
    </html>`
}

function section(tag: string, operations: readonly NamedOperation[]) {
  return html`<section>
    <h2 id="${anchor(tag)}">${tag}</h2>
    ${operations.map(procedure)}
  </section>`
}

function procedure({ method, path, operation }: NamedOperation) {
  return html`<article>
    <h3>
      <code><span class="method">${method}</span> ${path}</code>
    </h3>
    <p>${operation.summary}</p>
    <p>Permission: <code>${operation['x-permission']}</code></p>
    ${operation.parameters?.length ? schemaBlock('Parameters', operation.parameters) : ''}
    ${operation.requestBody ? schemaBlock('Body', bodySchema(operation.requestBody)) : ''}
    ${Object.entries(operation.responses ?? {}).map(([status, response]) => schemaBlock(`Answer ${status}`, bodySchema(response)))}
  </article>`
}

function schemaBlock(title: string, schema: unknown) {
  return html`<details>
    <summary>${title}</summary>
    <pre>${JSON.stringify(schema, null, 2)}</pre>
  </details>`
}

function bodySchema(body: OpenAPI.ReferenceObject | OpenAPI.RequestBodyObject | OpenAPI.ResponseObject): unknown {
  if ('$ref' in body) return body
  return body.content?.['application/json']?.schema ?? {}
}

function anchor(tag: string): string {
  return tag.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
}
