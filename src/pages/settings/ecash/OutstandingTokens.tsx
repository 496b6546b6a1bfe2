import type { EcashView } from '../../../messages/index.ts';
import { moneyText } from '../../shared/format/money.ts';
import { useUi } from '../../shared/ui.ts';

/** Tokens that were handed out and are unused. */
export function OutstandingTokens(props: { tokens: EcashView['toRecover']; usable: boolean }) {
  const ui = useUi();
  const { t, run, busy } = ui;
  return (
    <div class="card">
      <h3>{t('to_recover')}</h3>
      <p>{t('to_recover_text')}</p>
      <ul class="list">
        {props.tokens.map(({ paymentId, money }) => (
          <li key={paymentId} data-payment={paymentId}>
            <span class="figure">{moneyText(money, ui)}</span>
            {props.usable && (
              <button
                type="button"
                class="copy"
                data-act="take-back"
                disabled={busy !== undefined}
                onClick={() => void run('ecash.takeBack', { paymentId })}
              >
                {t('take_back')}
              </button>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
