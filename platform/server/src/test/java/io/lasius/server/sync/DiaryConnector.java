package io.lasius.server.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.server.Operator;
import io.lasius.server.PythonConnector;
import io.lasius.server.workspace.Workspace;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Airbyte's low-code connector of PyPI, unmodified, with a manifest that reads the diary. The names
 * of its streams tell how they are synced; those of increments begin with {@code news}.
 */
final class DiaryConnector {
  private static final String INCREMENTS =
      """
      'incremental_sync':{'type':'DatetimeBasedCursor','cursor_field':'day','datetime_format':'%Y-%m-%d',
        'start_datetime':'2024-01-01','end_datetime':'{{ config.until }}','step':'P10D','cursor_granularity':'P1D',
        'start_time_option':{'type':'RequestOption','inject_into':'request_parameter','field_name':'from'},
        'end_time_option':{'type':'RequestOption','inject_into':'request_parameter','field_name':'to'}},\
      """;

  private DiaryConnector() {}

  /** Makes a source that reads the diary up to a day. */
  static String source(Operator operator, DiaryApi api, String until)
      throws IOException, InterruptedException {
    var definition =
        PythonConnector.definition(operator, "sources", "source-declarative-manifest", "host");
    return operator.source(definition, configuration(api, until));
  }

  /** Lets a source read up to another day. */
  static void change(Operator operator, String source, DiaryApi api, String until)
      throws IOException, InterruptedException {
    var body = "{'name':'a source','configuration':%s}".formatted(configuration(api, until));
    var answer = operator.api().call("PUT", "/sources/" + source, body);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  /** Makes a source of a definition that has the manifest. */
  static String declared(Operator operator, DiaryApi api, String until)
      throws IOException, InterruptedException {
    var made =
        operator
            .api()
            .post(
                "/workspaces/%s/definitions/declarative_sources".formatted(Workspace.DEFAULT),
                "{'name':'diary','manifest':%s,'network':'host'}".formatted(manifest()));
    assertThat(made.status()).as(made.body()).isEqualTo(200);
    return operator.source(made.json().path("id").asText(), settings(api, until));
  }

  /** Lets a source of such a definition read up to another day. */
  static void changeDeclared(Operator operator, String source, DiaryApi api, String until)
      throws IOException, InterruptedException {
    var answer =
        operator
            .api()
            .call(
                "PATCH",
                "/sources/" + source,
                "{'configuration':%s}".formatted(settings(api, until)));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  private static String settings(DiaryApi api, String until) {
    return "{'url':'%s','until':'%s'}".formatted(api.address(), until);
  }

  private static String configuration(DiaryApi api, String until) {
    return "{'url':'%s','until':'%s','__injected_declarative_manifest':%s}"
        .formatted(api.address(), until, manifest());
  }

  private static String manifest() {
    var streams =
        Stream.of(
                "whole_append",
                "whole_overwrite",
                "whole_deduped",
                "news_overwrite",
                "news_append",
                "news_deduped")
            .map(DiaryConnector::stream)
            .collect(Collectors.joining(","));
    return """
    {'type':'DeclarativeSource','version':'6.5.2',
     'check':{'type':'CheckStream','stream_names':['whole_append']},'streams':[%s],
     'spec':{'type':'Spec','connection_specification':{'type':'object','properties':{}}}}\
    """
        .formatted(streams);
  }

  private static String stream(String name) {
    return """
    {'type':'DeclarativeStream','name':'%1$s','primary_key':['id'],%2$s
     'schema_loader':{'type':'InlineSchemaLoader','schema':{'type':'object','properties':{
       'n':{'type':'integer'},'id':{'type':'integer'},'day':{'type':'string','format':'date'}}}},
     'retriever':{'type':'SimpleRetriever',
       'requester':{'type':'HttpRequester','url_base':'{{ config.url }}','path':'%1$s','http_method':'GET',
         'request_parameters':{'until':'{{ config.until }}'},
         'error_handler':{'type':'DefaultErrorHandler','max_retries':0}},
       'record_selector':{'type':'RecordSelector','extractor':{'type':'DpathExtractor','field_path':['entries']}},
       'paginator':{'type':'DefaultPaginator',
         'page_token_option':{'type':'RequestOption','inject_into':'request_parameter','field_name':'page'},
         'pagination_strategy':{'type':'PageIncrement','start_from_page':1,'page_size':%3$d,'inject_on_first_request':true}}}}\
    """
        .formatted(name, name.startsWith("news") ? INCREMENTS : "", DiaryApi.PAGE);
  }
}
