import * as page from '../../platform/pages/extension-page.ts';
import { t } from './language.ts';
import type { Ui } from './ui.ts';

/** What a page of the extension gives its parts: the browser's clock, clipboard and texts, and the page's own command. */
export function uiOf(
  locale: string,
  run: Ui['run'],
  { busy, failure }: { busy: Ui['busy'] | undefined; failure: Ui['failure'] | undefined },
): Ui {
  return {
    t,
    locale,
    now: Date.now(),
    run,
    copy: page.copy,
    ...(busy === undefined ? {} : { busy }),
    ...(failure === undefined ? {} : { failure }),
  };
}
