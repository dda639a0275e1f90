import type { Admin } from 'kafkajs';
import type { KafkaClient } from './kafka-client.ts';

/** Asks the brokers whether they are there. A question that is still open answers the next ones too. */
export class BrokerCheck {
  readonly #kafka: KafkaClient;
  #admin: Admin | null = null;
  #pending: Promise<void> | null = null;

  constructor(kafka: KafkaClient) {
    this.#kafka = kafka;
  }

  /** Resolves if a broker answers. Rejects with the driver's error if none does. */
  readonly run = (): Promise<void> => {
    this.#pending ??= this.#ask().finally(() => (this.#pending = null));
    return this.#pending;
  };

  async close(): Promise<void> {
    const admin = this.#admin;
    this.#admin = null;
    await admin?.disconnect().catch(() => {});
  }

  async #ask(): Promise<void> {
    try {
      const admin = this.#admin ?? (await this.#connected());
      await admin.describeCluster();
    } catch (error) {
      // A new connection is made for the next question, because the driver may hold on to one that is broken.
      void this.close();
      throw error;
    }
  }

  async #connected(): Promise<Admin> {
    const admin = this.#kafka.admin({ retry: { retries: 1, initialRetryTime: 100, maxRetryTime: 100 } });
    this.#admin = admin;
    await admin.connect();
    return admin;
  }
}
