import type { EcashView } from '../../../messages/index.ts';
import { moneyText } from '../../shared/format/money.ts';
import { useUi } from '../../shared/ui.ts';

/** Ecash that sites gave back, of mints that are not the user's or do not answer now. */
export function ChangeWaits({ changes }: { changes: EcashView['changes'] }) {
  const ui = useUi();
  const { t } = ui;
  return (
    <div class="card" data-changes>
      <h3>{t('change_waits')}</h3>
      <p>{t('change_waits_text')}</p>
      <ul class="list">
        {changes.map(({ id, mint, money }) => (
          <li key={id}>
            <span class="figure">{moneyText(money, ui)}</span> <bdi class="mono">{mint}</bdi>
          </li>
        ))}
      </ul>
    </div>
  );
}
