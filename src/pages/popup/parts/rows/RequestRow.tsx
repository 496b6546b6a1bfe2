import { Row } from '../../../shared/display/Rows.tsx';
import { useUi } from '../../../shared/ui.ts';

/** Method and path of a request that is not the page itself: the address bar does not show those. */
export function RequestRow(props: { what: string; method: string; path: string }) {
  const { t } = useUi();
  const { what, method, path } = props;
  if (what === 'page' && method === 'GET') return null;
  return (
    <Row label={t('row_request')}>
      <bdi class="mono" data-row="request">
        {method} {path}
      </bdi>
    </Row>
  );
}
