import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The server that answers the API while the portal is being worked on (`kho start`). */
const api = process.env['KHO_PORTAL_API'] ?? 'http://127.0.0.1:8686'

export default defineConfig({
  plugins: [react()],
  server: { host: '127.0.0.1', port: 5173, proxy: { '/api': api } },
  build: {
    target: 'es2022',
    // Fonts and pictures stay files of their own: the content security policy allows no data: fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // What most pages share comes as one file instead of forty small ones.
            { name: 'common', minShareCount: 4 },
          ],
        },
      },
    },
  },
})
