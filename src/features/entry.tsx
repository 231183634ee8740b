import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { config } from 'zod/v4/core'
import { WebApp } from './web-app.tsx'

// checking by generated code is what the content policy forbids: without this the browser reports each attempt
config({ jitless: true })

/** A page left open over an update asks for parts that are gone: load the new version, where there is one. */
async function reloadIfUpdated() {
  const own = new URL(import.meta.url).pathname
  const page = await fetch('/', { cache: 'no-store' }).catch(() => null)
  if (page?.ok === true && !(await page.text()).includes(own)) location.reload()
}
addEventListener('vite:preloadError', () => void reloadIfUpdated())

const root = document.getElementById('app')
if (!root) throw new Error('index.html has no #app')
createRoot(root).render(
  <StrictMode>
    <WebApp />
  </StrictMode>,
)
