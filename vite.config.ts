import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const COMPRESSIBLE = /\.(js|css|html|svg|json)$/
const SMALLEST_WORTH_IT = 1024

/** Writes .gz and .br beside every text file of the bundle, so that the server never compresses an asset. */
function precompress(): Plugin {
  return {
    name: 'precompress',
    apply: 'build',
    enforce: 'post',
    async generateBundle(_options, bundle) {
      for (const [fileName, file] of Object.entries(bundle)) {
        const source = Buffer.from(file.type === 'chunk' ? file.code : file.source)
        if (!COMPRESSIBLE.test(fileName) || source.length < SMALLEST_WORTH_IT) continue
        const brotli = { params: { [constants.BROTLI_PARAM_SIZE_HINT]: source.length } }
        this.emitFile({ type: 'asset', fileName: `${fileName}.gz`, source: await promisify(gzip)(source, { level: 9 }) })
        this.emitFile({ type: 'asset', fileName: `${fileName}.br`, source: await promisify(brotliCompress)(source, brotli) })
      }
    },
  }
}

export default defineConfig({
  publicDir: 'src/ui/public',
  plugins: [react(), precompress()],
  build: { outDir: 'dist/web', emptyOutDir: true, target: 'es2022', manifest: true, reportCompressedSize: false },
  server: { proxy: { '/rpc': 'http://127.0.0.1:4770', '/api': 'http://127.0.0.1:4770' } },
})
