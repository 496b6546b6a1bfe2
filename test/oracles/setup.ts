import { join } from 'node:path';
import { installPackages, root } from '../../scripts/setup.mjs';

/** The oracles' packages are not among those of the project: installed when first needed. */
export default function setup(): void {
  installPackages(join(root, 'test', 'lab', 'oracles'));
}
