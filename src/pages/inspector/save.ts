import { toHar } from '../../inspect/take/har.ts';
import { reportHtml } from '../../inspect/take/report.ts';
import type { InspectorAct } from './act.ts';
import type { Leaving } from './entry/take-text.ts';

/** Saves exchanges, as they may leave, as HAR 1.2. */
export function saveHar(all: readonly Leaving[], act: InspectorAct): void {
  const headers = new Map(all.map(({ view, headers: own }) => [view.exchange.id, own]));
  const views = all.map(({ view }) => view);
  const har = toHar(views, act.version, (id) => headers.get(id) ?? []);
  act.save('farebox-402.har', 'application/json', JSON.stringify(har, null, 2));
}

/** Saves exchanges, as they may leave, as one HTML file. `now`: in ms since 1970. */
export function saveReport(all: readonly Leaving[], act: InspectorAct, now: number): void {
  act.save('farebox-402.html', 'text/html', reportHtml(all, act.version, now));
}
