import { timelineOf } from '../../../inspect/money/timeline.ts';
import type { ExchangeView } from '../../../messages/index.ts';
import { useUi } from '../../shared/ui.ts';
import { styled } from '../styled.ts';

/** When each step was, and how long it took. */
export function Timeline({ view }: { view: ExchangeView }) {
  const { t, locale } = useUi();
  const time = new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
  });
  const steps = timelineOf(view);
  const longest = Math.max(1, ...steps.map(({ took }) => took));
  return (
    <table class="timeline">
      <thead>
        <tr>
          <th scope="col">{t('dev_step')}</th>
          <th scope="col">{t('dev_col_time')}</th>
          <th scope="col">{t('dev_after')}</th>
        </tr>
      </thead>
      <tbody>
        {steps.map(({ step, at, took }) => (
          <tr key={step}>
            <th scope="row">{t(`dev_step_${step}`)}</th>
            <td>{time.format(at)}</td>
            <td>
              <span
                class="bar-of"
                ref={styled((style) => {
                  style.inlineSize = `${(took / longest) * 40}%`;
                })}
              />
              +{new Intl.NumberFormat(locale).format(took)} ms
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
