import { localeOf } from '../../core/encoding/locale.ts';
import { getMessage, uiLanguage } from '../../platform/pages/extension-page.ts';
import type { Translate } from './ui.ts';

export const t: Translate = (key, ...substitutions) => getMessage(key, substitutions);

/** Tells the document its language and direction, and gives the locale for Intl. */
export function settleLanguage(title: string): string {
  document.documentElement.lang = t('language');
  document.documentElement.dir = t('direction');
  document.title = title;
  return localeOf(t('language'), uiLanguage());
}
