import type { Finding } from '../../../checks/index.ts';
import { useUi } from '../../shared/ui.ts';
import { Raw } from './Tree.tsx';

/** What the checks found, the gravest first. Their words are English. */
export function Checks({ findings }: { findings: readonly Finding[] }) {
  const { t } = useUi();
  if (findings.length === 0) return <p>{t('dev_checks_none')}</p>;
  return (
    <ul class="findings">
      {findings.map(({ check, level, field, reason, fix, link }, at) => (
        <li key={`${check}${field}${at}`} class={`finding ${level}`}>
          <h3>
            <span class="level">{t(`dev_level_${level}`)}</span> <code>{field}</code>
          </h3>
          <p lang="en">{reason}</p>
          <p lang="en">
            {fix.text}{' '}
            <a href={link} target="_blank" rel="noreferrer" aria-label={t('dev_spec_of', field)}>
              {t('dev_spec')}
            </a>
          </p>
          {Object.entries(fix.code ?? {}).map(([framework, code]) => (
            <Raw key={framework} title={t('dev_fix_code', framework)} text={code} />
          ))}
        </li>
      ))}
    </ul>
  );
}
