import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { config } from 'zod/v4/core'
import { WebApp } from './web-app.tsx'

// checking by generated code is what the content policy forbids: without this the browser reports each attempt
config({ jitless: true })

const RELOADED = 'leadout.reloaded'

/** A page left open over an update asks for parts that are gone: load the new version, but only once per version. */
addEventListener('vite:preloadError', (event) => {
  if (sessionStorage.getItem(RELOADED) === import.meta.url) return
  sessionStorage.setItem(RELOADED, import.meta.url)
  event.preventDefault()
  location.reload()
})

const root = document.getElementById('app')
if (!root) throw new Error('index.html has no #app')
createRoot(root).render(
  <StrictMode>
    <WebApp />
  </StrictMode>,
)
