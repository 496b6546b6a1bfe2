import { getMessage, uiLanguage } from '../../platform/pages/extension-page.ts';
import type { Translate } from './ui.ts';

export const t: Translate = (key, ...substitutions) => getMessage(key, substitutions);

/**
 * The language of our texts, with the browser's region where it fits them: `de-AT` for German texts, but
 * `en` when the browser is set to Spanish and the texts have fallen back to English.
 */
function localeOf(texts: string, browserLanguage: string): string {
  return browserLanguage.split(/[-_]/)[0] === texts ? browserLanguage.replace('_', '-') : texts;
}

/** Tells the document its language and gives the locale for Intl. */
export function settleLanguage(title: string): string {
  document.documentElement.lang = t('language');
  document.title = title;
  return localeOf(t('language'), uiLanguage());
}
