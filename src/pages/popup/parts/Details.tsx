import type { RequestView } from '../../../messages/index.ts';
import { Fold } from '../../shared/Fold.tsx';
import { later } from '../../shared/later.tsx';
import { useUi } from '../../shared/ui.ts';

const DetailsBody = later(async () => (await import('./DetailsBody.tsx')).DetailsBody);

/** All that the server said, for developers. */
export function Details({ request }: { request: RequestView }) {
  const { t } = useUi();
  return <Fold summary={t('details')}>{() => <DetailsBody request={request} />}</Fold>;
}
