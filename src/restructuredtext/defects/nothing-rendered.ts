import type { DefectClass } from '../defect.ts';

/** Not docutils but readme_renderer: `No content rendered from RST source.` */
export const nothingRendered: DefectClass = {
  id: 'nothing-rendered',
  certainty: 'error',
  remedy: 'Write something that is shown, or leave the description out.',
};
