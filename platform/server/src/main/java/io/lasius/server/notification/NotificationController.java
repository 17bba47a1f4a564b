package io.lasius.server.notification;

import io.lasius.server.ServerSettings;
import io.lasius.server.access.Needs;
import io.lasius.server.access.Role;
import io.lasius.server.http.Form;
import io.lasius.server.http.Operation;
import io.lasius.server.http.Page;
import io.lasius.server.http.Page.Slice;
import io.lasius.server.http.Problem;
import io.lasius.server.http.Required;
import io.lasius.server.notification.Delivery.Status;
import io.lasius.server.secret.SecretConfig;
import io.lasius.server.workspace.NotificationKind;
import io.lasius.server.workspace.Webhooks;
import io.lasius.server.workspace.WorkspaceStore;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What became of a workspace's notifications, over HTTP. It is all our own. */
@Controller("/api/public/v1/workspaces/{workspaceId}/notifications")
final class NotificationController {
  private final WorkspaceStore workspaces;
  private final Webhooks webhooks;
  private final DeliveryStore deliveries;
  private final SigningSecrets secrets;
  private final SignedPosts posts;
  private final DeliveryLoop loop;
  private final Duration giveUpAfter;
  private final InstantSource clock;

  NotificationController(
      WorkspaceStore workspaces,
      Webhooks webhooks,
      DeliveryStore deliveries,
      SigningSecrets secrets,
      SignedPosts posts,
      DeliveryLoop loop,
      ServerSettings settings,
      InstantSource clock) {
    this.workspaces = workspaces;
    this.webhooks = webhooks;
    this.deliveries = deliveries;
    this.secrets = secrets;
    this.posts = posts;
    this.loop = loop;
    this.giveUpAfter = settings.webhooks().giveUpAfter();
    this.clock = clock;
  }

  /** The newest first. */
  @Needs(Role.READER)
  @Operation(
      id = "listDeliveries",
      summary = "Lists what became of the notifications of a workspace, the newest first.")
  @Get("/deliveries")
  Page<DeliveryResponse> list(
      HttpRequest<?> request,
      UUID workspaceId,
      @Form(words = Status.class) @QueryValue @Nullable String status,
      @QueryValue @Nullable Integer limit,
      @QueryValue @Nullable Integer offset) {
    var slice = Slice.of(limit, offset);
    var found =
        deliveries.list(
            workspaces.get(workspaceId).id(),
            statuses(status),
            slice.limitAndOne(),
            slice.offset());
    return Page.of(request, slice, found, DeliveryResponse::of);
  }

  /** Tries it at once, whatever became of it, and from then on as if its event were new. */
  @Needs(Role.EDITOR)
  @Operation(id = "retryDelivery", summary = "Delivers a notification once more.")
  @Post("/deliveries/{deliveryId}/retry")
  DeliveryResponse retry(UUID workspaceId, UUID deliveryId) {
    var now = clock.instant();
    if (deliveries.again(workspaceId, deliveryId, now, now.plus(giveUpAfter)) == 0) {
      throw Problem.notFound("delivery", deliveryId).asException();
    }
    loop.look();
    return DeliveryResponse.of(deliveries.find(workspaceId, deliveryId).orElseThrow());
  }

  /** Sends a test to a webhook, enabled or not, and waits for the answer. */
  @Needs(Role.EDITOR)
  @Operation(
      id = "tryNotification",
      summary = "Sends a test to a webhook, and waits for its answer.",
      problems = 409)
  @Post("/try")
  TryResponse tryOut(UUID workspaceId, @Body TryBody body) throws InterruptedException {
    var workspace = workspaces.get(workspaceId);
    var name = Required.of("notification", body.notification());
    var kind =
        NotificationKind.named(name)
            .orElseThrow(() -> Problem.valueNotFound("notification", name).asException());
    var url = webhooks.of(workspaceId, kind).url();
    if (url == null) {
      throw Problem.stateConflict(
              "notifications.%s.webhook has no url to be tried; set it by PATCH /workspaces/%s"
                  .formatted(name, workspaceId))
          .asException();
    }
    var id = UUID.randomUUID();
    var answer = posts.post(workspaceId, url, id, Events.test(id, workspace, clock.instant()));
    return TryResponse.of(url.getAuthority(), answer);
  }

  /** Masked: it is shown when it is made. */
  @Needs(Role.READER)
  @Operation(
      id = "getSigningSecret",
      summary = "Tells whether webhooks are signed; the secret is masked.")
  @Get("/signingSecret")
  SecretResponse secret(UUID workspaceId) {
    return secrets
        .madeAt(workspaces.get(workspaceId).id())
        .map(made -> new SecretResponse(SecretConfig.MASK, made.toString()))
        .orElseGet(() -> new SecretResponse(null, null));
  }

  /** Makes one, or another in place of the present one, which counts a day longer. */
  @Needs(Role.ADMIN)
  @Operation(
      id = "createSigningSecret",
      summary = "Makes a secret that webhooks are signed with, and shows it this once.")
  @Post("/signingSecret")
  SecretResponse makeSecret(UUID workspaceId) {
    var made = secrets.make(workspaces.get(workspaceId).id());
    return new SecretResponse(made, secrets.madeAt(workspaceId).orElseThrow().toString());
  }

  private static List<Status> statuses(@Nullable String wanted) {
    if (wanted == null) {
      return List.of(Status.values());
    }
    return Arrays.stream(Status.values())
        .filter(status -> status.wireName().equals(wanted))
        .findFirst()
        .map(List::of)
        .orElseThrow(() ->
            Problem.badRequest(
                    "status is '%s', but must be pending, delivered or given_up".formatted(wanted))
                .asException());
  }

  /** On the wire; which webhook is to be tried. */
  record TryBody(@Nullable String notification) {}

  /**
   * On the wire.
   *
   * @param answer the beginning of what the receiver said; absent where it said nothing
   * @param error absent where it was delivered
   */
  record TryResponse(
      boolean delivered,
      String host,
      @Nullable Integer status,
      @Nullable String answer,
      @Nullable String error,
      long milliseconds) {
    static TryResponse of(String host, Answer answer) {
      return new TryResponse(
          answer.delivered(),
          host,
          answer.status(),
          answer.status() == null ? null : answer.said(),
          answer.delivered() ? null : answer.error(host),
          answer.took().toMillis());
    }
  }

  /**
   * On the wire.
   *
   * @param signingSecret absent where webhooks are not signed
   */
  record SecretResponse(
      @Nullable String signingSecret, @Form(format = "date-time") @Nullable String madeAt) {}

  /**
   * On the wire.
   *
   * @param host of the last try, without the rest of the address
   * @param nextTryAt absent unless pending
   */
  record DeliveryResponse(
      UUID deliveryId,
      String notification,
      String eventType,
      UUID connectionId,
      long jobId,
      @Form(format = "date-time") String createdAt,
      @Form(words = Status.class) String status,
      int tries,
      @Nullable String host,
      @Form(format = "date-time") @Nullable String lastTriedAt,
      @Nullable Integer lastStatus,
      @Nullable String lastError,
      @Form(format = "date-time") @Nullable String nextTryAt) {
    static DeliveryResponse of(Delivery delivery) {
      return new DeliveryResponse(
          delivery.id(),
          delivery.kind().wireName(),
          delivery.eventType(),
          delivery.connectionId(),
          delivery.jobId(),
          delivery.createdAt().toString(),
          delivery.status().wireName(),
          delivery.tries(),
          delivery.lastHost(),
          text(delivery.lastTriedAt()),
          delivery.lastStatus(),
          delivery.lastError(),
          text(delivery.nextTryAt()));
    }

    private static @Nullable String text(@Nullable Instant time) {
      return time == null ? null : time.toString();
    }
  }
}
