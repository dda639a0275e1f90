package bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.state.KeyValueStore;

/** Passes on the annual amount of a contract by its latest event; null for an event that is repeated or of no use. */
final class LatestAmount implements FixedKeyProcessor<String, byte[], String> {
  static final String SEEN = "seen";
  static final String AMOUNTS = "amounts";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final byte[] YES = {1};
  private static final Set<String> CURRENCIES = Set.of("USD", "EUR");
  private static final Map<String, BigDecimal> TIMES_A_YEAR =
      Map.of("month", BigDecimal.valueOf(12), "quarter", BigDecimal.valueOf(4), "year", BigDecimal.ONE);

  private FixedKeyProcessorContext<String, String> context;
  private KeyValueStore<String, byte[]> seen;
  private KeyValueStore<String, String> amounts;

  @Override
  public void init(FixedKeyProcessorContext<String, String> context) {
    this.context = context;
    seen = context.getStateStore(SEEN);
    amounts = context.getStateStore(AMOUNTS);
  }

  @Override
  public void process(FixedKeyRecord<String, byte[]> record) {
    var event = parsed(record.value());
    var amount = event == null ? null : amount(event);
    if (amount == null) return;
    var id = event.path("source").asText() + "|" + event.path("id").asText();
    if (seen.putIfAbsent(id, YES) != null) return;
    amounts.put(record.key(), amount);
    context.forward(record.withValue(amount));
  }

  private static JsonNode parsed(byte[] value) {
    try {
      return JSON.readTree(value);
    } catch (IOException notJson) {
      return null;
    }
  }

  private static String amount(JsonNode event) {
    var data = event.path("data");
    return switch (event.path("type").asText()) {
      case "subscription.cancelled" -> "0";
      case "subscription.created", "subscription.amended" ->
          CURRENCIES.contains(data.path("currency").asText()) ? annual(data.path("lines").path(0)) : null;
      default -> null;
    };
  }

  private static String annual(JsonNode line) {
    var price = new BigDecimal(line.path("unit_price").asText());
    if (price.signum() < 0) return null;
    var factor = TIMES_A_YEAR.get(line.path("per").asText());
    return new BigDecimal(line.path("quantity").asText()).multiply(price).multiply(factor).toPlainString();
  }
}
