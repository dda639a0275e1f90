/** What Kafka takes as the name of a topic. */
export const TOPIC_NAME = /^(?!\.{1,2}$)[\w.-]{1,249}$/;
