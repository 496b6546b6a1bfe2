import type { RequestView } from '../../../../messages/index.ts';
import { Collapsible } from '../../../shared/display/Collapsible.tsx';
import { lazy } from '../../../shared/lazy.tsx';
import { useUi } from '../../../shared/ui.ts';

const DetailsBody = lazy(async () => (await import('./DetailsBody.tsx')).DetailsBody);

/** All that the server said, for developers. */
export function Details({ request }: { request: RequestView }) {
  const { t } = useUi();
  return (
    <Collapsible summary={t('details')}>{() => <DetailsBody request={request} />}</Collapsible>
  );
}
