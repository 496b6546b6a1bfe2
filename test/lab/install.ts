import { join } from 'node:path';
import { installPackages } from '../tools/setup.mjs';

/** Parts of the lab with an install of their own, because few need them and they are large. */
export type LabPart = 'v1';

/** Installs a part of the lab if it is not there yet; returns its folder. Throws when npm fails. */
export function installLab(part: LabPart): string {
  const folder = join(import.meta.dirname, part);
  installPackages(folder);
  return folder;
}
