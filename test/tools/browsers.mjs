import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const apps = '/Applications';

/** What each browser is called, most wanted first. */
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
 * Path of an installed browser; undefined when there is none. The variables FAREBOX_CHROMIUM and
 * FAREBOX_FIREFOX come first, then PATH, then the usual places.
 * @param {'chromium' | 'firefox'} name
 * @returns {string | undefined}
 */
export function browserPath(name) {
  const { variable, names, places } = known[name];
  const told = process.env[variable];
  if (told !== undefined && told !== '') return runs(told) ? told : undefined;
  const folders = (process.env.PATH ?? '').split(delimiter).concat('/usr/bin');
  return [...names.flatMap((each) => folders.map((folder) => join(folder, each))), ...places].find(
    runs,
  );
}
