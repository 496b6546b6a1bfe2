/** What an attached pass is called, so that its answer is not taken for a payment's. */
const PREFIX = 'pass:';

/** The id under which a pass is attached. */
export function attachmentOf(passId: string): string {
  return PREFIX + passId;
}

/** The pass that an attachment's id stands for; undefined for a payment's. */
export function passIdOf(attachment: string): string | undefined {
  return attachment.startsWith(PREFIX) ? attachment.slice(PREFIX.length) : undefined;
}
