// The part that runs inside the namespace; started by main.ts only.
import { once } from 'node:events';
import type { Report } from '../../conformance/real-sigstore/namespace.ts';
import { setUpNetwork } from '../../conformance/real-sigstore/network.ts';
import { takePicture } from './chromium.ts';
import type { PictureInput } from './main.ts';
import { htmlPage } from './page.ts';
import { makeSummaries } from './summaries.ts';

const report = (message: Report) => process.send?.(message);

async function run({ workDir, pictures, python }: PictureInput): Promise<void> {
  await setUpNetwork(workDir);
  for (const { name, themes, markdown } of await makeSummaries(workDir)) {
    for (const theme of themes) {
      const file = `summary-${name}-${theme}.png`;
      report({ kind: 'begin', name: file });
      try {
        const html = await htmlPage(markdown, theme, python);
        await takePicture(html, `${pictures}/${file}`, workDir);
        report({ kind: 'end' });
      } catch (error) {
        report({ kind: 'end', error: error instanceof Error ? error.message : String(error) });
      }
    }
  }
}

process.once('disconnect', () => process.exit(1));
const [input] = (await once(process, 'message')) as [PictureInput];
await run(input);
process.removeAllListeners('disconnect');
process.disconnect();
