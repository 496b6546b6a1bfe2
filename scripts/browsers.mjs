import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const apps = '/Applications';

/** What each program is called, most wanted first. */
const known = {
  chromium: {
    variable: 'FAREBOX_CHROMIUM',
    names: ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'],
    places: [
      join(apps, 'Chromium.app/Contents/MacOS/Chromium'),
      join(apps, 'Google Chrome.app/Contents/MacOS/Google Chrome'),
    ],
  },
  firefox: {
    variable: 'FAREBOX_FIREFOX',
    names: ['firefox-esr', 'firefox'],
    places: [join(apps, 'Firefox.app/Contents/MacOS/firefox')],
  },
  // No browser: the Lightning nodes of the lab.
  electrum: {
    variable: 'FAREBOX_ELECTRUM',
    names: ['electrum'],
    places: [join(apps, 'Electrum.app/Contents/MacOS/run_electrum')],
  },
};

/** @param {string} path */
function runs(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Path of an installed program; undefined when there is none. The variables FAREBOX_CHROMIUM,
 * FAREBOX_FIREFOX and FAREBOX_ELECTRUM come first, then PATH, then the usual places.
 * @param {'chromium' | 'firefox' | 'electrum'} name
 * @returns {string | undefined}
 */
export function programPath(name) {
  const { variable, names, places } = known[name];
  const told = process.env[variable];
  if (told !== undefined && told !== '') return runs(told) ? told : undefined;
  const folders = (process.env.PATH ?? '').split(delimiter).concat('/usr/bin');
  return [...names.flatMap((each) => folders.map((folder) => join(folder, each))), ...places].find(
    runs,
  );
}

/**
 * Path of an installed browser, as `programPath` finds it.
 * @param {'chromium' | 'firefox'} name
 * @returns {string | undefined}
 */
export const browserPath = (name) => programPath(name);
