import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  publicDir: 'src/ui/public',
  plugins: [react()],
  build: {
    outDir: 'dist/web',
    emptyOutDir: true,
    target: 'es2022',
    manifest: true,
    reportCompressedSize: false,
    // the one chunk of that size is the chart engine, which loads with the first chart
    chunkSizeWarningLimit: 600,
  },
  server: { proxy: { '/rpc': 'http://127.0.0.1:4600', '/api': 'http://127.0.0.1:4600' } },
})
