import type { DetailsView, RequestView } from '../../../../messages/index.ts';
import { Copy } from '../../../shared/display/Copy.tsx';
import { useUi } from '../../../shared/ui.ts';
import { curl, headerText, printable } from './format-raw.ts';

/** All that the server said. */
export function DetailsBody({ request }: { request: RequestView }) {
  const { t } = useUi();
  const { details } = request;
  const headers = headerText(details.headers);
  return (
    <>
      <Part
        title={t('details_request')}
        text={`${details.method} ${details.url}\n${details.status}`}
        copy={curl(details)}
        copyText={t('copy_curl')}
      />
      {details.decoded.map(({ label, json }) => (
        <Part key={label} title={t('details_decoded', label)} text={json} />
      ))}
      <Part title={t('details_headers')} text={headers} />
      <Body details={details} />
      {request.offers.length > 0 && (
        <Part
          title={t('details_quote')}
          text={request.offers.map((offer) => `${offer.quoteId}\n${offer.hash}`).join('\n')}
        />
      )}
    </>
  );
}

function Body({ details }: { details: DetailsView }) {
  const { t } = useUi();
  if (details.bodyMissing !== undefined) {
    return (
      <section>
        <h2>{t('details_body')}</h2>
        <p class="muted">
          {t(details.bodyMissing === 'too-large' ? 'details_too_large' : 'details_not_readable')}
        </p>
      </section>
    );
  }
  if (details.body === undefined) return null;
  return <Part title={t('details_body')} text={details.body} />;
}

/** The most lines that a part shows before it scrolls, and how many characters fill one. */
const LINES = 10;
const COLUMNS = 42;

function lines(text: string): number {
  return text
    .slice(0, LINES * COLUMNS)
    .split('\n')
    .reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / COLUMNS)), 0);
}

function Part(props: { title: string; text: string; copy?: string; copyText?: string }) {
  const { t } = useUi();
  return (
    <section>
      <h2>
        <span>{props.title}</span>
        <Copy text={props.copy ?? props.text} label={props.copyText ?? t('copy_part', props.title)}>
          {props.copyText ?? t('copy')}
        </Copy>
      </h2>
      {props.text === '' ? (
        <p class="muted">{t('details_empty')}</p>
      ) : (
        // Selectable, and scrolled by keyboard, in every browser.
        <textarea
          readOnly
          class="raw"
          dir="ltr"
          spellcheck={false}
          rows={Math.min(LINES, lines(props.text))}
          aria-label={props.title}
          value={printable(props.text)}
        />
      )}
    </section>
  );
}
