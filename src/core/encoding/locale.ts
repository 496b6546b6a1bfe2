/**
 * The language of our texts (BCP 47), with the browser's region where it fits them: `de-AT` for German texts, but `en` when
 * the browser is set to Spanish and the texts have fallen back to English.
 */
export function localeOf(texts: string, browserLanguage: string): string {
  return browserLanguage.split(/[-_]/)[0] === texts ? browserLanguage.replace('_', '-') : texts;
}
