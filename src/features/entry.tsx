import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { WebApp } from './web-app.tsx'

const root = document.getElementById('app')
if (!root) throw new Error('index.html has no #app')
createRoot(root).render(
  <StrictMode>
    <WebApp />
  </StrictMode>,
)
