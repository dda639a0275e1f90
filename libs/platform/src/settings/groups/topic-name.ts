/** The topic names that Kafka accepts. */
export const TOPIC_NAME = /^(?!\.{1,2}$)[\w.-]{1,249}$/;
