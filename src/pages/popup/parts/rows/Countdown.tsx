import { leftText } from '../../../shared/format/time.ts';
import { useUi } from '../../../shared/ui.ts';

/** Time left until `until` (ms). Not announced each second; whoever wants to know can read it. */
export function Countdown({ until }: { until: number }) {
  const { now } = useUi();
  return (
    <span class="countdown" role="timer" aria-live="off">
      {leftText(until - now)}
    </span>
  );
}
