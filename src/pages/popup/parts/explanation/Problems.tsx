import type { ProblemView } from '../../../../messages/index.ts';
import { Row, Rows } from '../../../shared/display/Rows.tsx';
import { protocolText } from '../../../shared/format/protocols.ts';
import { useUi } from '../../../shared/ui.ts';

/**
 * Which protocol was meant, and what is wrong with it. The fault is one English sentence for developers. Unless the
 * `whole` answer was read, the rest of it may name the terms, and the site's owner has nothing to mend.
 */
export function Problems({
  problems,
  whole,
}: {
  problems: readonly ProblemView[];
  whole: boolean;
}) {
  const { t } = useUi();
  if (problems.length === 0) return null;
  return (
    <section class="notice">
      {whole && <p>{t('broken_text')}</p>}
      {problems.map((problem) => (
        <Rows key={`${problem.protocol}${problem.field}${problem.reason}`}>
          <Row label={t('row_protocol')}>{protocolText(problem)}</Row>
          {problem.field !== undefined && (
            <Row label={t('row_field')}>
              <bdi class="mono">{problem.field}</bdi>
            </Row>
          )}
          <Row label={t('row_reason')}>
            <span lang="en">{problem.reason}</span>
          </Row>
        </Rows>
      ))}
    </section>
  );
}
