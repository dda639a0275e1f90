import type { IgnoredReason } from '../outcome-codes.ts';

/** What the record of an event is about. The day of an activation is its own, that of a change when it was made. */
export type Kind = 'created' | 'changed' | 'activated' | 'ended' | 'deleted';

const TAKEN: Readonly<Record<string, Kind>> = {
  subscription_created: 'created',
  subscription_created_with_backdating: 'created',
  subscription_started: 'changed',
  subscription_activated: 'activated',
  subscription_activated_with_backdating: 'activated',
  subscription_changed: 'changed',
  subscription_trial_extended: 'changed',
  subscription_renewed: 'changed',
  subscription_cancellation_scheduled: 'changed',
  subscription_scheduled_cancellation_removed: 'changed',
  subscription_cancelled: 'ended',
  subscription_canceled_with_backdating: 'ended',
  subscription_reactivated: 'activated',
  subscription_reactivated_with_backdating: 'activated',
  subscription_paused: 'changed',
  subscription_pause_scheduled: 'changed',
  subscription_scheduled_pause_removed: 'changed',
  subscription_resumed: 'changed',
  subscription_resumption_scheduled: 'changed',
  subscription_scheduled_resumption_removed: 'changed',
  subscription_ramp_applied: 'changed',
  subscription_deleted: 'deleted',
};

const IGNORED: Readonly<Record<string, IgnoredReason>> = {
  subscription_changes_scheduled: 'scheduled_only',
  subscription_scheduled_changes_removed: 'scheduled_only',
  subscription_ramp_created: 'scheduled_only',
  subscription_ramp_updated: 'scheduled_only',
  subscription_ramp_deleted: 'scheduled_only',
  subscription_ramp_drafted: 'scheduled_only',
  subscription_cancellation_reminder: 'no_change',
  subscription_renewal_reminder: 'no_change',
  subscription_trial_end_reminder: 'no_change',
  subscription_items_renewed: 'no_change',
  subscription_shipping_address_updated: 'no_change',
};

/** What an event type means, or why it means nothing. */
export const kindOf = (type: string): Readonly<{ kind: Kind }> | Readonly<{ ignored: IgnoredReason }> => {
  const kind = Object.hasOwn(TAKEN, type) ? TAKEN[type] : undefined;
  if (kind !== undefined) return { kind };
  if (type.startsWith('contract_term_')) return { kind: 'changed' };
  return { ignored: (Object.hasOwn(IGNORED, type) ? IGNORED[type] : undefined) ?? 'other_object' };
};
