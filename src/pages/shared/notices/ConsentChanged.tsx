import { NoticeToRead } from './NoticeToRead.tsx';

/** Says that payment without asking was switched off, because its record was changed from outside. */
export function ConsentChanged() {
  return <NoticeToRead text="consent_changed" act="consent-read" command="consent.read" />;
}
