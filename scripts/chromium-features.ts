/**
 * Chromium features that tests are run without. A switch given twice counts as it was given last, so Playwright's own
 * stand here too: HTTP stays HTTP, nothing asks Google, frames keep their shared storage, and pages are painted at once
 * (`disabledFeatures` of playwright-core).
 */
const PLAYWRIGHT = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
];
/** The address bar's own page, for which each start opens a renderer: a second of one core. */
const ADDRESS_BAR = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup'];

/** The switch for all of them. */
const WITHOUT_FEATURES = `--disable-features=${[...PLAYWRIGHT, ...ADDRESS_BAR].join()}`;

/** Switches of every Chromium that tests and scripts start. */
export const BARE = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  WITHOUT_FEATURES,
];
