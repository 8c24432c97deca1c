#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "base/error.h"
#include "serve/raw_client_test.h"
#include "serve/server_fixture_test.h"
#include "serve/socket_client_test.h"

namespace continuo {

namespace {

namespace fs = std::filesystem;

// A certificate that nobody vouches for, in a folder of its own.
class Certificate {
 public:
  Certificate() {
    folder_ = fs::temp_directory_path() / ("continuo_tls_" + std::to_string(::getpid()));
    fs::create_directories(folder_);
    EVP_PKEY* pair = EVP_EC_gen("P-256");
    X509* certificate = X509_new();
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate), -60);
    X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
    X509_set_pubkey(certificate, pair);
    X509_NAME* name = X509_get_subject_name(certificate);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char*>("localhost"), -1, -1, 0);
    X509_set_issuer_name(certificate, name);
    X509_sign(certificate, pair, EVP_sha256());
    FILE* file = std::fopen((folder_ / "cert.pem").c_str(), "w");
    PEM_write_X509(file, certificate);
    std::fclose(file);
    file = std::fopen((folder_ / "key.pem").c_str(), "w");
    PEM_write_PrivateKey(file, pair, nullptr, nullptr, 0, nullptr, nullptr);
    std::fclose(file);
    file = std::fopen((folder_ / "locked.pem").c_str(), "w");
    std::string phrase = "secret";
    PEM_write_PrivateKey(file, pair, EVP_aes_128_cbc(),
                         reinterpret_cast<const unsigned char*>(phrase.data()),
                         static_cast<int>(phrase.size()), nullptr, nullptr);
    std::fclose(file);
    EVP_PKEY* other = EVP_EC_gen("P-256");
    file = std::fopen((folder_ / "other.pem").c_str(), "w");
    PEM_write_PrivateKey(file, other, nullptr, nullptr, 0, nullptr, nullptr);
    std::fclose(file);
    EVP_PKEY_free(other);
    X509_free(certificate);
    EVP_PKEY_free(pair);
  }
  ~Certificate() { fs::remove_all(folder_); }

  ServerOptions options() const {
    ServerOptions options;
    options.tls_certificate = folder_ / "cert.pem";
    options.tls_key = folder_ / "key.pem";
    return options;
  }
  const fs::path& folder() const { return folder_; }

 private:
  fs::path folder_;
};

TEST(ServerTls, AnswersUnderTls) {
  const Certificate certificate;
  Server server(certificate.options(), test_router());
  EXPECT_TRUE(server.url().starts_with("https://127.0.0.1:"));
  const std::string answer = ask_tls(
      server.port(), "GET /api/query?a=b HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 200 OK\r\n"));
  EXPECT_TRUE(answer.ends_with("\r\n\r\nhttps://localhost\na=b\n"));
  const std::string stream = ask_tls(
      server.port(), "GET /api/stream HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  EXPECT_TRUE(stream.ends_with("\r\n0\r\n\r\n"));
  const std::string bytes =
      ask_tls(server.port(),
              "GET /api/bytes/3000000 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(bytes.size() - bytes.find("\r\n\r\n") - 4, 3000000u);
}

TEST(ServerTls, CarriesSockets) {
  const Certificate certificate;
  Server server(certificate.options(), test_router());
  SocketClient client(server.port(), {.target = "//ws/a", .tls = true});
  client.send("hello");
  EXPECT_EQ(client.read().bytes, "hello");
  client.send(std::string(900000, 'x'), true);
  EXPECT_EQ(client.read().bytes.size(), 900000u);
  client.send("close");
  EXPECT_TRUE(client.read().closed);
  EXPECT_EQ(client.close_code(), 4001);
  SocketClient refused(server.port(), {.target = "/nowhere", .tls = true});
  EXPECT_TRUE(refused.read().closed);
  EXPECT_EQ(refused.close_code(), 1008);
}

TEST(ServerTls, BearsThoseWhoSpeakSomethingElse) {
  const Certificate certificate;
  ServerOptions options = certificate.options();
  options.header_timeout_s = 2;
  Server server(options, test_router());
  RawClient plain(server.port());
  plain.request("GET", "/");
  EXPECT_EQ(plain.read_to_end().find("HTTP"), std::string::npos);
  RawClient silent(server.port());
  EXPECT_TRUE(silent.closed());
  RawClient half(server.port());
  half.send(std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xFC\x03\x03", 11));
  half.read_to_end();
  EXPECT_TRUE(eventually([&] { return server.counts().connections == 0; }));
  EXPECT_FALSE(
      ask_tls(server.port(), "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
          .empty());
}

TEST(ServerTls, RefusesFilesThatAreNone) {
  const Certificate certificate;
  const auto kind_of = [](const ServerOptions& options) {
    try {
      Server server(options, Router());
    } catch (const Error& error) {
      return error.kind();
    }
    return ErrorKind::kInternal;
  };
  ServerOptions options = certificate.options();
  options.tls_key = certificate.folder() / "missing.pem";
  EXPECT_EQ(kind_of(options), ErrorKind::kUsage);
  options.tls_key = certificate.folder() / "locked.pem";
  EXPECT_EQ(kind_of(options), ErrorKind::kUsage) << "and nobody is asked for a passphrase";
  options.tls_key = certificate.folder() / "other.pem";
  EXPECT_EQ(kind_of(options), ErrorKind::kUsage) << "a key of another certificate";
  options = certificate.options();
  std::ofstream(certificate.folder() / "garbage.pem") << "not a certificate";
  options.tls_certificate = certificate.folder() / "garbage.pem";
  EXPECT_EQ(kind_of(options), ErrorKind::kUsage);
}

}  // namespace

}  // namespace continuo
