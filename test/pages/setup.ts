import type { TestProject } from 'vitest/node';
import { buildGallery } from './gallery/build.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The folder of the built gallery. */
    gallery: string;
  }
}

/** Builds the gallery once for all files. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const gallery = await buildGallery();
  project.provide('gallery', gallery.folder);
  project.onTestsRerun(gallery.rebuild);
  return gallery.remove;
}
