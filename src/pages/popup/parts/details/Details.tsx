import type { RequestView } from '../../../../messages/index.ts';
import { Fold } from '../../../shared/display/Collapsible.tsx';
import { later } from '../../../shared/lazy.tsx';
import { useUi } from '../../../shared/ui.ts';

const DetailsBody = later(async () => (await import('./DetailsBody.tsx')).DetailsBody);

/** All that the server said, for developers. */
export function Details({ request }: { request: RequestView }) {
  const { t } = useUi();
  return <Fold summary={t('details')}>{() => <DetailsBody request={request} />}</Fold>;
}
