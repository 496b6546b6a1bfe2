import type { TestProject } from 'vitest/node';
import { type Lightning, startLightning } from '../lab/lightning/lightning.ts';
import { type StreetMap, startStreet } from '../lab/street.ts';
import { startServer } from '../lab/web.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the shops are: `inject('street')`. */
    street: StreetMap;
    /** Answers with the LightningMap, and starts that part of the lab when first asked. */
    lightningDoor: string;
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

/** Opens the street once for all tests in browsers. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const street = await startStreet();
  const door = await openDoor();
  provide('street', street.map);
  provide('lightningDoor', door.url);
  return async () => {
    await door.close();
    await street.close();
  };
}
