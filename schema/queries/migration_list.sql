SELECT name, checksum FROM migration ORDER BY name;
