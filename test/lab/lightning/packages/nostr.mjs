export { generateSecretKey, getPublicKey, matchFilters, verifyEvent } from 'nostr-tools';
