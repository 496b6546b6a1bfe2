/** What an attached pass is called, so that its answer is not taken for a payment's. */
const PREFIX = 'pass:';

/** The id under which a pass is attached in a tab: two tabs may play the same film. */
export function attachmentOf(passId: string, tabId: number): string {
  return `${PREFIX}${tabId}:${passId}`;
}

/** The pass that an attachment's id stands for; undefined for a payment's. */
export function passIdOf(attachment: string): string | undefined {
  return /^pass:-?\d+:(.*)$/s.exec(attachment)?.[1];
}
