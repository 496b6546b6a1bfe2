import type { TestProject } from 'vitest/node';
import { type Lightning, startLightning } from '../lab/lightning/lightning.ts';
import { type StreetMap, startStreet } from '../lab/street.ts';
import { startServer } from '../lab/web.ts';
import { warmFirefox } from './driver/firefox.ts';
import { browserNames } from './driver/open.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the shops are, for each file that runs at a time: `street()` of own-street.ts gives the file's own. */
    streets: readonly StreetMap[];
    /** Each answers with a LightningMap, and starts that part of the lab when first asked. */
    lightningDoors: readonly string[];
  }
}

/** The Lightning lab takes seconds, and few files need it: it starts when one asks where it is. */
async function openDoor() {
  let starting: Promise<Lightning> | undefined;
  const server = await startServer((_request, response) => {
    starting ??= startLightning();
    starting.then(
      ({ map }) => response.end(JSON.stringify(map)),
      (error) => response.writeHead(500).end(String(error)),
    );
  });
  const close = async () => {
    await server.close();
    const lightning = await starting?.catch(() => undefined);
    await lightning?.close();
  };
  return { url: server.url, close };
}

/** Opens a street for each of the files that run at the same time, so that none counts the money of another. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const cool = browserNames.includes('firefox') ? await warmFirefox() : undefined;
  const files = Array.from({ length: project.config.maxWorkers ?? 1 });
  const streets = await Promise.all(files.map(() => startStreet()));
  const doors = await Promise.all(files.map(() => openDoor()));
  project.provide(
    'streets',
    streets.map(({ map }) => map),
  );
  project.provide(
    'lightningDoors',
    doors.map(({ url }) => url),
  );
  return async () => {
    await cool?.();
    await Promise.all(doors.map((door) => door.close()));
    await Promise.all(streets.map((street) => street.close()));
  };
}
