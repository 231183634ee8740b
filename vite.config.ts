import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const outsideCharts = (id: string) => !id.includes('/src/ui/charts/')

export default defineConfig({
  publicDir: 'src/ui/public',
  plugins: [react()],
  build: {
    outDir: 'dist/web',
    emptyOutDir: true,
    target: 'es2022',
    manifest: true,
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        chunkFileNames: 'assets/part-[hash].js',
        // one file for all that every page needs: over a slow line each file is a round trip of its own
        codeSplitting: {
          groups: [
            { name: 'frame', tags: ['$initial'], priority: 1 },
            // charts ask for their engine as soon as they are loaded: a page without one has no part of them
            {
              name: 'shared',
              test: outsideCharts,
              minShareCount: 2,
              entriesAware: true,
              entriesAwareMergeThreshold: 24_000,
            },
          ],
        },
      },
    },
    // the frame with its libraries, and the chart engine, which loads with the first chart
    chunkSizeWarningLimit: 700,
  },
  server: { proxy: { '/rpc': 'http://127.0.0.1:4600', '/api': 'http://127.0.0.1:4600' } },
})
