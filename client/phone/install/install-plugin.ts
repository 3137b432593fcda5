import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const files = ['manifest.webmanifest', 'icon.svg', 'icon-192.png', 'icon-512.png'];
const PAGE = 'phone/index.html';

type Chunk = { imports: string[]; dynamicImports: string[]; viteMetadata?: { importedCss: Set<string> } };

/** Puts beside the phone's page what it is installed with, and lists everything it consists of. */
export function phoneInstall(): Plugin {
  return {
    name: 'phone-install',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((part) => part.type === 'chunk');
      const entry = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(PAGE));
      if (!entry) return;
      const found = new Set<string>();
      const visit = (name: string) => {
        if (found.has(name)) return;
        found.add(name);
        const chunk = bundle[name] as unknown as Chunk | undefined;
        for (const css of chunk?.viteMetadata?.importedCss ?? []) found.add(css);
        for (const next of [...(chunk?.imports ?? []), ...(chunk?.dynamicImports ?? [])]) visit(next);
      };
      visit(entry.fileName);
      const shell = ['/phone', ...files.map((name) => `/phone/${name}`), ...[...found].map((name) => `/${name}`)];
      this.emitFile({ type: 'asset', fileName: 'phone/shell.json', source: JSON.stringify({ files: shell }) });
      for (const name of files)
        this.emitFile({
          type: 'asset',
          fileName: `phone/${name}`,
          source: readFileSync(join(import.meta.dirname, name)),
        });
    },
  };
}
